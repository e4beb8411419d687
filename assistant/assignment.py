"""Which questions may be given to a writer, and with which passages."""

from assistant.period import asks_for_former_rule
from assistant.state import State
from assistant.validity import is_over
from assistant.writing import Assignment
from corpus.passage import Passage
from corpus.register_sheet import REGISTER_SHEET


def assignment_of(state: State) -> Assignment | None:
    """Return what a writer has to answer, None when the extracts must stay as they are.

    They stay for a question about texts, about another time, or answered by a rule that does not hold on this day: there
    each word counts, and what must be said of the rule is said with it.
    """
    if not state.extracts or state.is_about_texts or state.period or asks_for_former_rule(state.standalone):
        return None
    if not all(_holds(extract.passage, state.day) for extract in state.extracts):
        return None
    passages = [hit.passage for hit in state.hits if _holds(hit.passage, state.day)]
    return Assignment(state.standalone, state.turns, passages, state.extracts, state.room.max_words)


def _holds(passage: Passage, day: str) -> bool:
    to_come = passage.in_force_since is not None and passage.in_force_since > day
    return not to_come and not is_over(passage, day) and passage.document_id != REGISTER_SHEET
