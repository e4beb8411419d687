"""An adapter of question vectors, tried for the ranking and not kept (docs/retrieval.md says why).

A matrix near the identity turns a question's vector towards the sections that answer it. It learns from the index's own
questions: each must be nearer to the other vectors of its section than to those of all others (softmax over every vector of the
index, itself left out). The golden questions teach it nothing.
"""

import numpy as np
import torch

from index.entries import entries_of
from index.protocols import Vectors
from ui.bootstrap import Application

EPOCHS, BATCH, RATE, TEMPERATURE, PENALTY, SEED = 6, 256, 1e-3, 0.01, 0.01, 2026


def learned_adapter(application: Application) -> Vectors:
    """Return the matrix, shape (dimension, dimension), to multiply question vectors with."""
    entries = entries_of(application.passages())
    stored = application.retriever.index().store.vectors([entry.entry_id for entry in entries])
    vectors = torch.tensor(np.array([stored[entry.entry_id] for entry in entries], dtype=np.float32))
    places = {entry.passage.passage_id: place for place, entry in enumerate(entries)}
    owners = torch.tensor([places[entry.passage.passage_id] for entry in entries])
    questions = torch.tensor([row for row, entry in enumerate(entries) if entry.role == "question"])
    return _trained(vectors, owners, questions).numpy()


def _trained(vectors: torch.Tensor, owners: torch.Tensor, questions: torch.Tensor) -> torch.Tensor:
    torch.manual_seed(SEED)
    identity = torch.eye(vectors.shape[1])
    change = torch.zeros_like(identity, requires_grad=True)
    optimiser = torch.optim.Adam([change], lr=RATE)
    steps = EPOCHS * (len(questions) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(EPOCHS):
        for rows in questions[torch.randperm(len(questions))].split(BATCH):
            turned = torch.nn.functional.normalize(vectors[rows] @ (identity + change).T, dim=1)
            scores = (turned @ vectors.T / TEMPERATURE).scatter(1, rows[:, None], -torch.inf)
            own = torch.where(owners[None] == owners[rows][:, None], scores, -torch.inf)
            loss = (scores.logsumexp(1) - own.logsumexp(1)).mean() + PENALTY * (change**2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return (identity + change).detach()
