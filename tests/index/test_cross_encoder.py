"""A real cross-encoder, tiny and untrained, made here: its order means nothing, that it is obeyed does."""

from dataclasses import replace
from pathlib import Path

import pytest
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from index.cross_encoder import CrossEncoderReranker
from index.errors import RerankerUnavailable
from index.hit import Hit
from tests.assistant.made import made_hits, made_passage

QUERY = "Combien de jours de congés ?"
TEXTS = ["Les congés durent des jours.", "Le contrat est écrit.", "La prime est versée.", "Le temps de service est annuel."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted({w for t in (*TEXTS, QUERY) for w in t.lower().rstrip(".?").split()})]
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    path = tmp_path_factory.mktemp("cross-encoder")
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names).save_pretrained(path)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertForSequenceClassification(BertConfig(vocab_size=len(words), num_labels=1, **size)).save_pretrained(path)
    return path


@pytest.fixture
def hits() -> list[Hit]:
    return made_hits(*(made_passage(text, name=f"d{n}") for n, text in enumerate(TEXTS)))


def test_the_order_is_that_of_the_models_own_logits(folder: Path, hits: list[Hit]) -> None:
    ranked = CrossEncoderReranker(folder).rerank(QUERY, hits)
    logits = CrossEncoder(str(folder), device="cpu").predict(
        [(QUERY, h.passage.text) for h in ranked], activation_fn=lambda x: x
    )
    assert [h.fused for h in ranked] == pytest.approx(sorted(logits.tolist(), reverse=True), abs=1e-5)
    assert [h.rank for h in ranked] == [1, 2, 3, 4]
    assert {h.passage.passage_id for h in ranked} == {h.passage.passage_id for h in hits}


def test_what_the_question_names_stays_in_front(folder: Path, hits: list[Hit]) -> None:
    for named in range(len(hits)):
        marked = [replace(hit, exact=place == named) for place, hit in enumerate(hits)]
        first, second, *_ = CrossEncoderReranker(folder).rerank(QUERY, marked)
        assert first.passage == hits[named].passage
        assert first.fused > second.fused


def test_passages_that_are_not_read_follow_in_their_order(folder: Path) -> None:
    many = made_hits(*(made_passage(TEXTS[n % 4], name=f"d{n:02d}") for n in range(20)))
    ranked = CrossEncoderReranker(folder).rerank(QUERY, many)
    assert [h.passage for h in ranked[12:]] == [h.passage for h in many[12:]]
    assert [h.fused for h in ranked] == sorted((h.fused for h in ranked), reverse=True)


def test_nothing_to_rank_is_nothing(folder: Path) -> None:
    assert CrossEncoderReranker(folder).rerank(QUERY, []) == []


def test_a_folder_without_a_model_is_told(tmp_path: Path, hits: list[Hit]) -> None:
    with pytest.raises(RerankerUnavailable):
        CrossEncoderReranker(tmp_path).rerank(QUERY, hits)
