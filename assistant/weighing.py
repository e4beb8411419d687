"""Whether the passages found may answer: the evidence of each view of a conversation, and questions that are not an AESH's."""

from dataclasses import replace

from assistant.evidence import NOT_OURS, weigh
from assistant.speaker import job_elsewhere
from assistant.state import State
from index.french_tokens import terms
from index.neighbour_index import NOT_FOREIGN

_SAYS_ENOUGH, _FAR = 5, 0.1
"""Telling words with which a last message stands by itself, and the evidence under which it has left the subject. On the tune
part, of 167 last messages that have an answer one is refused so."""


def with_evidence(state: State) -> State:
    """Return ``state`` with the evidence of the view of the conversation that has most.

    A person of another job has none, whatever the sheets hold; nor has a last message that says enough by itself, and by itself
    is foreign: it has left the subject.
    """
    if elsewhere := job_elsewhere(state.spoken, state.hits):
        claimed = replace(NOT_FOREIGN, label=elsewhere.label, redirect=elsewhere.redirect)
        return replace(state, foreignness=claimed, evidence=NOT_OURS)
    rarity = state.index.vocabulary.rarity
    searches = state.searches
    foreign = {text: state.index.foreignness(text) for text in (state.searched, *(text for text, _ in searches))}
    weighed = {text: weigh(text, state.hits, foreign[text], rarity) for text, _ in searches}
    own = state.index.correct(state.asked.own)
    alone = weighed.get(own)
    if alone and len(weighed) > 1 and alone.is_foreign and alone.score < _FAR and len(set(terms(own))) >= _SAYS_ENOUGH:
        return replace(state, foreignness=foreign[own], evidence=alone)
    return replace(state, foreignness=foreign[state.searched], evidence=max(weighed.values(), key=lambda e: e.score))
