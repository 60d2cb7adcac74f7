"""The public record: what its entries are, how they are written, and the tree over them."""
