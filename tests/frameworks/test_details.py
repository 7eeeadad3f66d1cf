"""What differs beside the titles is told in words that an office reads."""

from desktop.codes import WageUnit
from desktop.frameworks import catalogue, details
from desktop.frameworks.document import Ratio, WageSchedule, WageStep


def test_head_fields_are_told_in_words() -> None:
    before, after = catalogue.find("sample-help-desk"), catalogue.find("sample-network-technician")
    told = {one.field: (one.before, one.after) for one in details.of_head(before, after)}
    assert told["ratio"] == ("1 apprentice to 1 journeyworker", "2 apprentices to 1 journeyworker")
    assert told["wages"][0].startswith(
        "Hours 0 to 500 ($16.80, 70 %); Hours 500 to 1,000 ($18.60, 77.5 %, after 500 OJT"
    )
    assert details.of_head(before, before) == ()


def test_a_wage_schedule_and_a_ratio_stand_for_themselves() -> None:
    step = WageStep(title="Second", after_months=1, after_ri_hours=72.5, after_core_competencies=4)
    schedule = WageSchedule(unit=WageUnit.HOURLY, steps=(WageStep(title="First"), step))
    assert details.said(schedule) == "First; Second (after 1 month, after 72.5 RI hours, after 4 core competencies)"
    assert details.said(Ratio(apprentices=1, journeyworkers=3)) == "1 apprentice to 3 journeyworkers"
