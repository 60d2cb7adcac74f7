"""A log in the hands of aics-tlog and aics-witness asks a witness for cosignatures.

Run by a Python that has both, as `with_feeder.py ADDRESS WITNESS-KEY`; without arguments it prints
the log's verifier key. It prints a line for each thing it asked: the size, and what came of it.
"""

import sys

from aics_tlog import Checkpoint, MerkleTree, format_vkey, sign_checkpoint, vkey_from_ed25519
from aics_witness.feeder import FeederError, WitnessClient
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "theirs.example/log"
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
LEAVES = [b"%d" % number for number in range(700)]
FORKED = [*LEAVES[:4], b"another", *LEAVES[5:]]
ASKED = [(1, LEAVES), (2, LEAVES), (5, LEAVES), (5, LEAVES), (64, LEAVES), (300, LEAVES)]
REFUSED = [(300, FORKED), (400, FORKED), (200, LEAVES)]


def main() -> None:
    """Ask for what must be cosigned, for what mustn't, and for more that must."""
    if len(sys.argv) == 1:
        print(format_vkey(vkey_from_ed25519(ORIGIN, KEY.public_key())))
        return
    address, witness = sys.argv[1:]
    for size, leaves in [*ASKED, *REFUSED, (700, LEAVES)]:
        tree = MerkleTree(leaves)
        note = sign_checkpoint(Checkpoint(ORIGIN, size, tree.root(size)), KEY, ORIGIN)
        with WitnessClient(address, witness, max_attempts=1) as client:
            try:
                client.submit(note.to_bytes(), tree.consistency_proof)
            except FeederError as error:
                print(size, type(error).__name__)
            else:
                print(size, "cosigned")


main()
