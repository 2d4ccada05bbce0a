"""What a request costs the peers, as a JSON line: one visitor (median microseconds) and a batch of visitors (seconds).

    python request_cost.py numpy-ease --items 20000 --visitors 10000 --top 100 --ratings 20

Weights and factors are random: the cost does not depend on their values. Visitors' ratings are chosen evenly.
"""

import argparse
import json
import time

import numpy as np
import scipy.sparse as sps
from threadpoolctl import threadpool_limits

from ranking import rank

N_USERS = 2000
SINGLE_VISITORS = 1000


class NumpyEase:
    """Weighted rows of a dense float32 matrix, then `argpartition`."""

    def __init__(self, args: argparse.Namespace, rng: np.random.Generator) -> None:
        self.weights = rng.standard_normal((args.items, args.items), dtype=np.float32)
        self.args = args

    def one(self, history: sps.csr_matrix) -> np.ndarray:
        scores = history.data @ self.weights[history.indices]
        scores[history.indices] = -np.inf
        best = np.argpartition(scores, -self.args.top)[-self.args.top :]
        return best[np.argsort(-scores[best])]

    def batch(self, histories: sps.csr_matrix) -> np.ndarray:
        return rank(lambda rows: histories[rows] @ self.weights, histories, self.args.top, self.args.threads)


class ImplicitAls:
    """`recommend` with `recalculate_user`, for one visitor and for all at once."""

    def __init__(self, args: argparse.Namespace, rng: np.random.Generator, factors: int) -> None:
        from implicit.cpu.als import AlternatingLeastSquares

        self.args = args
        self.model = AlternatingLeastSquares(factors=factors, num_threads=args.threads)
        self.model.item_factors = rng.standard_normal((args.items, factors), dtype=np.float32) / factors
        self.model.user_factors = rng.standard_normal((N_USERS, factors), dtype=np.float32) / factors

    def one(self, history: sps.csr_matrix) -> np.ndarray:
        return self.model.recommend(0, history, N=self.args.top, recalculate_user=True)[0]

    def batch(self, histories: sps.csr_matrix) -> np.ndarray:
        users = np.arange(histories.shape[0])
        return self.model.recommend(users, histories, N=self.args.top, recalculate_user=True)[0]


PEERS = {
    "numpy-ease": NumpyEase,
    "implicit-als-64": lambda args, rng: ImplicitAls(args, rng, 64),
    "implicit-als-128": lambda args, rng: ImplicitAls(args, rng, 128),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=PEERS)
    for option in ("--items", "--visitors", "--top", "--ratings"):
        parser.add_argument(option, type=int, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    rng = np.random.default_rng(1)
    peer = PEERS[args.peer](args, rng)
    rated = np.vstack([rng.choice(args.items, args.ratings, replace=False) for _ in range(args.visitors)])
    starts = np.arange(0, rated.size + 1, args.ratings)
    ones = np.ones(rated.size, np.float32)
    histories = sps.csr_matrix((ones, np.sort(rated, axis=1).ravel(), starts), shape=(args.visitors, args.items))
    # implicit requires one BLAS thread; a product of 20 rows is too little work for two anyway.
    with threadpool_limits(1, "blas"):
        visitor_us = median_us(peer, [histories[row] for row in range(min(args.visitors, SINGLE_VISITORS))])
        peer.batch(histories[:256])
        started = time.perf_counter()
        peer.batch(histories)
        batch_seconds = time.perf_counter() - started
    print(json.dumps({"visitor_us": visitor_us, "batch_seconds": batch_seconds, "n_lists": args.visitors}))


def median_us(peer, histories: list) -> float:
    times = []
    for history in histories:
        started = time.perf_counter()
        peer.one(history)
        times.append((time.perf_counter() - started) * 1e6)
    return float(np.median(times))


if __name__ == "__main__":
    main()
