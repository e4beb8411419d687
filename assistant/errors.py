"""Errors of the assistant layer.

AssistantError
├── EmptyQuestion         nothing readable was asked
├── QuestionTooLong       over the limit of ``assistant.question``
└── InvalidGoldenFile     a golden question breaks the format; ``detail`` names file and line
"""

from corpus.errors import AppError


class AssistantError(AppError):
    """A question or a golden file cannot be used."""


class EmptyQuestion(AssistantError):
    """The question holds nothing but spaces and control characters."""


class QuestionTooLong(AssistantError):
    """The question is over the limit."""


class InvalidGoldenFile(AssistantError):
    """A golden file breaks its format."""
