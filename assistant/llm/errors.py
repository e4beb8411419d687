"""Errors of the language model. None of them stops an answer: the extracted sentences take over, with a notice.

LanguageModelError
├── ModelNameRefused     the setting does not name a model as ``provider:model``
├── ProviderUnknown      LangChain has no provider of that name
├── ProviderMissing      the provider's package is not installed
├── ModelKeyMissing      the provider asks for a key and there is none
├── ModelKeyRefused      the server does not accept the key
├── ModelUnknown         the server does not serve this model
├── ModelUnreachable     nobody answers at the address
├── ModelTimeout         no whole answer within the time allowed
├── ModelBusy            the server takes no more requests for now
├── ModelHijacked        the model wrote what it was told never to write
├── ModelFailed          any other failure of the model or its server
├── MaskingMissing       what masks names is not installed, and the model is remote
└── PromptDamaged        a prompt file has other variables than it should
"""

from assistant.errors import AssistantError


class LanguageModelError(AssistantError):
    """The language model cannot be used, or did not answer."""


class ModelNameRefused(LanguageModelError):
    """The setting does not name a model as ``provider:model``."""


class ProviderUnknown(LanguageModelError):
    """LangChain has no provider of that name."""


class ProviderMissing(LanguageModelError):
    """The provider's package is not installed; ``detail`` is the package."""


class ModelKeyMissing(LanguageModelError):
    """The provider asks for a key and there is none."""


class ModelKeyRefused(LanguageModelError):
    """The server does not accept the key."""


class ModelUnknown(LanguageModelError):
    """The server does not serve this model."""


class ModelUnreachable(LanguageModelError):
    """Nobody answers at the address, or the connection broke."""

    retry_helps = True


class ModelTimeout(LanguageModelError):
    """No whole answer within the time allowed; ``detail`` is that time in seconds."""

    retry_helps = True


class ModelBusy(LanguageModelError):
    """The server takes no more requests for now."""

    retry_helps = True


class ModelFailed(LanguageModelError):
    """Any other failure of the model or its server; ``detail`` is its kind."""

    retry_helps = True


class ModelHijacked(LanguageModelError):
    """The model wrote what it was told never to write: it follows somebody else."""


class MaskingMissing(LanguageModelError):
    """What masks names is not installed, and the model is not on this computer: nothing is sent."""


class PromptDamaged(LanguageModelError):
    """A prompt file has other variables than it should; ``detail`` is the file."""
