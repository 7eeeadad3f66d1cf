"""A draft is edited step by step: codes last, what depends on a part follows it, and undo gives back what was."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.codes import Approach, Kind
from desktop.errors import KnownError
from desktop.frameworks import catalogue, editing, editing_head, editing_places, new_codes
from desktop.frameworks.document import (
    Competency,
    Course,
    Framework,
    Heading,
    HourRange,
    JobFunction,
    LevelText,
    Note,
    Occupation,
    RatingLevel,
    RatingScale,
)
from desktop.frameworks.formats import native
from desktop.frameworks.history import History
from tests.frameworks.strategies import frameworks


def learned(code: str, kind: Kind = Kind.CORE, **more: object) -> Competency:
    return Competency.model_validate({"code": code, "title": f"Work of {code}", "kind": kind, **more})


@pytest.fixture
def draft() -> Framework:
    """Two job functions, one blank slot, two courses."""
    optional = (learned("2a", Kind.OPTIONAL), learned("2b", Kind.OPTIONAL), learned("2c"))
    return Framework(
        key="boat-builder",
        version="1",
        title="Boat builder",
        publisher="Harbor Trust",
        occupation=Occupation(title="Boat builder"),
        approach=Approach.COMPETENCY_BASED,
        job_functions=(
            JobFunction(
                number="1",
                title="Shapes planks",
                kind=Kind.CORE,
                competencies=(learned("1a"), learned("1b", unplaced=("One.", "Two.", "Three.")), learned("1c")),
            ),
            JobFunction(number="2", title="Rigs", kind=Kind.OPTIONAL, choose=2, competencies=optional),
            JobFunction(number="3", title="", kind=Kind.OPTIONAL),
        ),
        courses=(
            Course(code="B-09", title="Wood", hours=HourRange(minimum=12), job_function="1"),
            Course(code="B-10", title="Rope", hours=HourRange(), job_function="2"),
        ),
        rating_scale=RatingScale(
            levels=tuple(RatingLevel(level=one, word=f"Word {one}") for one in range(1, 4)), completes_at=2
        ),
        notes=(Note(about="1b", text="Stands twice."), Note(about="2", text="Has no hours.")),
    )


def codes(framework: Framework) -> list[str]:
    return [one.code for one in framework.competencies()]


class TestJobFunctions:
    def test_a_new_one_fills_the_first_blank_slot(self, draft: Framework) -> None:
        added = editing.add_job_function(draft, "Caulks seams")
        assert added.path == ("job_functions", "3")
        assert editing.find_job_function(added.framework, "3").title == "Caulks seams"
        assert len(added.framework.job_functions) == 3

    def test_where_no_slot_is_blank_one_is_added_with_the_next_number(self, draft: Framework) -> None:
        filled = editing.add_job_function(draft, "Caulks seams").framework
        assert editing.add_job_function(filled).path == ("job_functions", "4")

    def test_a_removed_one_takes_its_courses_place_and_its_notes_with_it(self, draft: Framework) -> None:
        changed = editing_places.remove(draft, ("job_functions", "2"))
        assert [one.number for one in changed.job_functions] == ["1", "3"]
        assert [one.job_function for one in changed.courses] == ["1", None]
        assert [one.about for one in changed.notes] == ["1b"]

    def test_a_removed_one_takes_the_headings_below_it(self, draft: Framework) -> None:
        outline = (
            Heading(id="h1", title="Hull", under="1"),
            Heading(id="h2", title="Keel", under="h1"),
            Heading(id="h3", title="Mast", under="2"),
        )
        function = editing.made(draft.job_functions[1], competencies=(learned("2a", under="h2"), learned("2b")))
        function = editing.made(function, choose=None)
        with_outline = editing.made(
            draft, outline=outline, job_functions=(draft.job_functions[0], function, draft.job_functions[2])
        )
        changed = editing_places.remove(with_outline, ("job_functions", "1"))
        assert [one.id for one in changed.outline] == ["h3"]
        assert [one.under for one in changed.competencies()] == ["", ""]

    def test_one_with_competencies_keeps_a_title(self, draft: Framework) -> None:
        with pytest.raises(KnownError, match="needs a title"):
            editing.set_job_function(draft, "1", title=" ")

    def test_no_more_can_be_chosen_than_are_optional(self, draft: Framework) -> None:
        with pytest.raises(KnownError, match="2 optional competencies to choose from"):
            editing.set_job_function(draft, "2", choose=3)
        assert editing.set_job_function(draft, "2", choose=1).job_functions[1].choose == 1

    def test_the_order_changes_and_the_numbers_stay(self, draft: Framework) -> None:
        changed = editing_places.move(draft, ("job_functions", "2"), -1)
        assert [one.number for one in changed.job_functions] == ["2", "1", "3"]
        with pytest.raises(KnownError, match="2 is the first"):
            editing_places.move(changed, ("job_functions", "2"), -1)


class TestCompetencies:
    def test_a_new_one_gets_the_next_code_and_stands_where_it_is_wanted(self, draft: Framework) -> None:
        added = editing.add_competency(draft, "1", "Bends frames", after="1a")
        assert added.path == ("job_functions", "1", "competencies", "1d")
        assert codes(added.framework)[:4] == ["1a", "1d", "1b", "1c"]
        assert editing.find_competency(added.framework, "1d").kind is Kind.CORE

    def test_the_first_of_a_filled_slot_is_named_like_its_neighbors(self, draft: Framework) -> None:
        with pytest.raises(KnownError, match="blank slot"):
            editing.add_competency(draft, "3")
        filled = editing.add_job_function(draft, "Caulks seams").framework
        assert editing.add_competency(filled, "3").path[-1] == "3a"

    def test_a_code_that_was_used_is_never_given_again(self, draft: Framework) -> None:
        history = History(draft)
        history.do("Remove", editing_places.remove(draft, ("job_functions", "1", "competencies", "1c")))
        added = editing.add_competency(history.present, "1", taken=history.taken)
        assert added.path[-1] == "1d"

    def test_reordering_keeps_every_code_with_its_text(self, draft: Framework) -> None:
        changed = editing_places.move(draft, ("job_functions", "1", "competencies", "1c"), -2)
        assert codes(changed)[:3] == ["1c", "1a", "1b"]
        assert {one.code: one for one in changed.competencies()} == {one.code: one for one in draft.competencies()}

    def test_one_moves_to_another_job_function_with_its_code(self, draft: Framework) -> None:
        changed = editing_places.move_to(draft, "2a", "1")
        assert codes(changed) == ["1a", "1b", "1c", "2a", "2b", "2c"]
        assert changed.function_of("2a").number == "1"
        assert changed.job_functions[1].choose == 1

    def test_fewer_optional_ones_leave_fewer_to_choose(self, draft: Framework) -> None:
        one = editing_places.remove(draft, ("job_functions", "2", "competencies", "2a"))
        assert one.job_functions[1].choose == 1
        none = editing.set_competency(one, "2b", kind=Kind.CORE)
        assert none.job_functions[1].choose is None

    def test_a_level_text_is_put_replaced_and_taken_away(self, draft: Framework) -> None:
        changed = editing.set_level_text(draft, "1a", 3, "Unaided.")
        changed = editing.set_level_text(changed, "1a", 1, "With help.")
        assert editing.find_competency(changed, "1a").level_texts == (
            LevelText(level=1, text="With help."),
            LevelText(level=3, text="Unaided."),
        )
        changed = editing.set_level_text(editing.set_level_text(changed, "1a", 1, "Watched."), "1a", 3, " ")
        assert editing.find_competency(changed, "1a").level_texts == (LevelText(level=1, text="Watched."),)
        with pytest.raises(KnownError, match="no level 9"):
            editing.set_level_text(draft, "1a", 9, "Beyond.")

    def test_unplaced_paragraphs_go_to_levels_behind_what_stands_there(self, draft: Framework) -> None:
        begun = editing.set_level_text(draft, "1b", 1, "Zero.")
        changed = editing.find_competency(editing.give_paragraphs(begun, "1b", [1, None, 1]), "1b")
        assert changed.unplaced == ("Two.",)
        assert changed.level_texts == (LevelText(level=1, text="Zero.\nOne.\nThree."),)
        with pytest.raises(KnownError, match="3 paragraphs"):
            editing.give_paragraphs(draft, "1b", [1])


class TestCourses:
    def test_a_new_one_counts_on(self, draft: Framework) -> None:
        added = editing.add_course(draft, "Glue")
        assert added.path == ("courses", "B-11")
        assert added.framework.courses[-1].title == "Glue"

    def test_one_teaches_a_job_function_that_is_there(self, draft: Framework) -> None:
        assert editing.set_course(draft, "B-09", job_function=None).courses[0].job_function is None
        with pytest.raises(KnownError, match="no job function 9"):
            editing.set_course(draft, "B-09", job_function="9")

    def test_the_first_that_was_added_and_has_no_title_is_found(self, draft: Framework) -> None:
        assert editing.unnamed(draft) is None
        added = editing.add_course(draft)
        assert editing.unnamed(added.framework) == added.path


class TestHead:
    def test_levels_keep_their_numbers_and_get_other_words(self, draft: Framework) -> None:
        changed = editing_head.set_level(draft, 2, word="Able", needs_reason=True)
        assert changed.rating_scale.find(2) == RatingLevel(level=2, word="Able", needs_reason=True)
        assert editing_head.set_completes_at(changed, 3).rating_scale.completes_at == 3
        with pytest.raises(KnownError, match="no level 7"):
            editing_head.set_completes_at(draft, 7)

    def test_a_term_cannot_be_shorter_than_its_least(self, draft: Framework) -> None:
        changed = editing_head.set_term(draft, minimum=12)
        with pytest.raises(KnownError, match="12 months at least"):
            editing_head.set_term(changed, maximum=6)

    def test_what_the_neutral_form_does_not_allow_is_told(self, draft: Framework) -> None:
        with pytest.raises(KnownError, match="title"):
            editing_head.set_head(draft, title="")


@pytest.mark.parametrize(
    ("code", "next_one"),
    [("4f", "4g"), ("4z", "4aa"), ("4az", "4ba"), ("K-09", "K-10"), ("1.9", "1.10"), ("A", "B"), ("Hull", "Hull-2")],
)
def test_codes_count_on_in_their_own_way(code: str, next_one: str) -> None:
    assert new_codes.following(code) == next_one


def test_the_same_edit_in_the_file_gives_the_same_framework() -> None:
    framework = catalogue.find("it-generalist")
    content = json.loads(native.write(framework))
    function = next(one for one in content["job_functions"] if one["number"] == "8")
    function.update(title="Keeps the radio mast", kind="core", competencies=[])
    function["competencies"].append({"code": "8a", "title": "Climbs safely", "kind": "core"})
    fourth = next(one for one in content["job_functions"] if one["number"] == "4")
    fourth["competencies"] = [one for one in fourth["competencies"] if one["code"] != "4f"]
    content["notes"] = [one for one in content.get("notes", []) if one["about"] != "4f"]
    edited = editing.set_job_function(framework, "8", title="Keeps the radio mast", kind=Kind.CORE)
    edited = editing.add_competency(edited, "8", "Climbs safely").framework
    edited = editing_places.remove(edited, ("job_functions", "4", "competencies", "4f"))
    assert native.read(json.dumps(content)) == edited
    assert native.read(native.write(edited)) == edited


Edit = Callable[[Framework], Framework]


@st.composite
def edits(draw: st.DrawFn, framework: Framework, taken: frozenset[str]) -> Edit:
    """Any edit of any part, or of one that is not there."""
    number = draw(st.sampled_from([*(one.number for one in framework.job_functions), "99"]))
    code = draw(st.sampled_from([*codes(framework), "none"]))
    course = draw(st.sampled_from([*(one.code for one in framework.courses), "none"]))
    level = draw(st.sampled_from([*(one.level for one in framework.rating_scale.levels), 20]))
    text = draw(st.sampled_from(["", " ", "Sands hulls", "x" * 2001, "a\x00b", "One.\nTwo."]))
    kind, step = draw(st.sampled_from(Kind)), draw(st.integers(-2, 2))
    count = draw(st.integers(-1, 4))
    path = draw(
        st.sampled_from(
            [("job_functions", number), ("job_functions", number, "competencies", code), ("courses", course), ("x",)]
        )
    )
    found: list[Edit] = [
        lambda one: editing.add_job_function(one, text, taken).framework,
        lambda one: editing.set_job_function(one, number, title=text, kind=kind, choose=count),
        lambda one: editing.add_competency(one, number, text, kind, after=code, taken=taken).framework,
        lambda one: editing.set_competency(one, code, title=text, kind=kind, performance_standards=(text, "Neat")),
        lambda one: editing.set_level_text(one, code, level, text),
        lambda one: editing.give_paragraphs(one, code, [level] * max(count, 0)),
        lambda one: editing_places.move_to(one, code, number),
        lambda one: editing.add_course(one, text, taken).framework,
        lambda one: editing.set_course(one, course, title=text, job_function=number),
        lambda one: editing_places.move(one, path, step),
        lambda one: editing_places.remove(one, path),
        lambda one: editing_head.set_head(one, title=text, required_certifications=text),
        lambda one: editing_head.set_level(one, level, word=text),
        lambda one: editing_head.set_completes_at(one, level),
        lambda one: editing_head.set_term(one, minimum=count, maximum=step),
    ]
    return draw(st.sampled_from(found))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(framework=frameworks(), data=st.data())
def test_every_state_is_valid_and_undo_gives_back_the_first_document(framework: Framework, data: st.DataObject) -> None:
    history, states = History(framework), [framework]
    for _ in range(data.draw(st.integers(1, 10))):
        edit = data.draw(edits(history.present, history.taken))
        try:
            changed = edit(history.present)
        except KnownError:
            continue
        if history.do("Edit", changed):
            states.append(changed)
    for state in states:
        assert native.read(native.write(state)) == state
        for function in state.job_functions:
            optional = sum(one.kind is Kind.OPTIONAL for one in function.competencies)
            assert (function.choose or 0) <= optional
    for state in reversed(states):
        assert history.present == state
        history.undo()
    assert native.write(history.present) == native.write(framework)
    for state in states[1:]:
        history.redo()
        assert history.present == state


class TestHistory:
    def test_steps_of_one_visit_of_a_field_are_one(self, draft: Framework) -> None:
        history = History(draft)
        for title in ("B", "Bo", "Boats"):
            history.do("Change the title", editing_head.set_head(history.present, title=title), visit="7")
        assert history.undo_label == "Change the title"
        history.undo()
        assert history.present == draft
        assert not history.undo_label
        history.redo()
        assert history.present.title == "Boats"

    def test_a_visit_that_ends_where_it_began_is_no_step(self, draft: Framework) -> None:
        history = History(draft)
        history.do("Change the title", editing_head.set_head(draft, title="B"), visit="7")
        history.do("Change the title", draft, visit="7")
        assert not history.undo_label
        assert not history.is_changed

    def test_what_is_saved_is_not_changed_until_the_next_edit_or_undo(self, draft: Framework) -> None:
        history, told = History(draft), []
        for act in (
            lambda: history.do("Title", editing_head.set_head(draft, title="B")),
            history.mark_saved,
            history.undo,
            history.redo,
        ):
            act()
            told.append(history.is_changed)
        assert told == [True, False, True, False]

    def test_an_edit_after_undo_leaves_nothing_to_redo(self, draft: Framework) -> None:
        history = History(draft)
        history.do("Title", editing_head.set_head(draft, title="B"))
        history.undo()
        history.do("Title", editing_head.set_head(draft, title="C"))
        assert history.redo() is None
