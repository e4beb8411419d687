"""What may leave this computer: nothing without consent, and no name, when the model runs elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.llm.locality import destination, is_local
from assistant.llm.masking import Masker
from assistant.llm.settings import LanguageModelSettings


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person sees before the first sending: to whom, and their own words as they would be sent."""

    destination: str
    text: str


class Outgoing:
    """Decides, for one configured model, what is masked and whether consent is needed."""

    def __init__(self, settings: LanguageModelSettings, new_masker: Callable[[], Masker]) -> None:
        self._new_masker = new_masker
        self._given = settings.consent
        self.is_remote = not is_local(settings)
        self.masks = self.is_remote or settings.masking == "toujours"
        self.destination = destination(settings)

    def allowed(self, *, consent: bool) -> bool:
        """Tell whether anything may be sent; a model on this computer needs no consent."""
        return not self.is_remote or self._given or consent

    def masker(self, turns: Sequence[str]) -> Masker | None:
        """Return what masks this conversation, None when nothing has to be masked.

        Raises:
            MaskingMissing: the package that finds names is not installed.

        """
        return self._new_masker().learn(turns) if self.masks else None

    def preview(self, turns: Sequence[str], *, consent: bool) -> Preview | None:
        """Return what would be sent of ``turns``, None when no consent is wanted any more.

        Raises:
            MaskingMissing: see ``masker``.

        """
        if self.allowed(consent=consent):
            return None
        masker = self._new_masker()
        return Preview(self.destination, "\n".join(masker.mask(turn) for turn in turns))
