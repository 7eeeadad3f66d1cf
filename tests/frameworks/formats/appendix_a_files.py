"""Made-up Appendix A forms, one for each approach and others in other layouts."""

from tests.frameworks.formats.word_files import (
    block_control,
    box,
    cell,
    control,
    packed,
    paragraph,
    row,
    table,
)


def approach(time: bool = False, competency: bool = False, hybrid: bool = False) -> str:
    return paragraph(box(time), " Time-based\t", box(competency), " Competency-based\t", box(hybrid), " Hybrid")


def head(approaches: str, title: str = "Boat Builder", rapids: str = "0051") -> tuple[str, ...]:
    return (
        "Appendix A",
        "Harbor Trades Council",
        "WORK PROCESS SCHEDULE",
        "AND",
        "RELATED INSTRUCTION OUTLINE",
        block_control(paragraph("OCCUPATION TITLE: ", control(title))),
        paragraph("O*NET-SOC CODE: ", control("51-7011.00"), "\tRAPIDS CODE: ", control(rapids)),
        "This schedule is attached to and a part of these Standards.",
        "APPRENTICESHIP APPROACH",
        approaches,
        "TERM OF APPRENTICESHIP",
        "The term is 3 years with an OJL attainment of 6,000 hours, supplemented by 450 hours of related instruction.",
        "RATIO OF APPRENTICES TO JOURNEYWORKERS",
        "Two apprentices to one journeyworker.",
        "APPRENTICE WAGE SCHEDULE",
        "The current hourly journeyworker rate is $31.50.",
        "1st\t6 months = 60 %",
        "2nd\t6 months = 70 %",
        "3rd\t12 months = 85 %",
        "PROBATIONARY PERIOD",
        "The probationary period is 12 weeks.",
        "SELECTION PROCEDURES",
        "By interview.",
    )


COURSES = (
    "RELATED INSTRUCTION OUTLINE",
    "Provider: Bay College",
    table(
        row("Course", "Approximate hours"),
        row(cell("First year", span=2)),
        row("Lofting", "100"),
        row("Wood and glue", "125.5"),
        row("First year subtotal", "225.5"),
        row(cell("Second year", span=2)),
        row("Composites", "124.5"),
        row("Yard safety", "100"),
        row("Second year subtotal", "224.5"),
    ),
    "TOTAL HOURS   450",
)


def time_based(total: str = "TOTAL HOURS  6,000") -> bytes:
    return packed(
        *head(approach(time=True)),
        "ON-THE-JOB LEARNING OUTLINE",
        "Work Process Schedule:\tApproximate Hours:",
        table(
            row("Lays the keel", "2,500", bold=True),
            row(["Reads lines", "Sets molds", "Fairs timbers"], ""),
            row("Planks the hull", "3,500 hrs", bold=True),
            row(["• Spiles planks", "• Drives fastenings"], ""),
        ),
        total,
        *COURSES,
    )


def hybrid() -> bytes:
    return packed(
        *head(approach(hybrid=True), rapids="0051HY"),
        "ON-THE-JOB TRAINING OUTLINE",
        table(
            row("", "Process", "Min. Hours", "Max. Hours"),
            row("A.", "Lays the keel", "2,000", "2,400"),
            row("", ["1. Reads lines", "2. Sets molds"], "", ""),
            row("B.", "Planks the hull", "4,000", "4,400"),
            row("", ["1. Spiles planks"], "", ""),
            row("", "Total", "6,000", "6,800"),
        ),
        "RELATED INSTRUCTION OUTLINE",
        table(
            row("Course Number", "Title", "Learning objectives", "Contact Hours"),
            row("BB 1", "Lofting", ["Draws lines", "Reads a table of offsets"], "200"),
            row("BB 2", "Composites", "Lays up a panel", "250"),
            row("", "Total", "", "450"),
        ),
    )


def competency_based() -> bytes:
    return packed(
        *head(approach(competency=True), rapids="0051CB"),
        "ON-THE-JOB LEARNING OUTLINE",
        "Keel",
        table(
            row("Competencies", "Date Completed", "Initial(s)"),
            row("Reads lines", "", ""),
            row("Sets molds", "", ""),
        ),
        "Hull",
        table(
            row("Competencies", "Date Completed", "Initial(s)"),
            row("Spiles planks", "", ""),
            row("Carves a figurehead (optional)", "", ""),
        ),
        "RELATED INSTRUCTION OUTLINE",
        table(
            row("Course", "Provider", "Hours", "Achieved Date", "Initials"),
            row("Lofting", "Bay College", "200", "", ""),
            row("Composites", "Bay College", "250", "", ""),
            row("Total", "", "450", "", ""),
        ),
    )


def all_forms() -> dict[str, bytes]:
    return {"time": time_based(), "hybrid": hybrid(), "competency": competency_based()}
