"""Comments: readers' replies, shown only after a person has approved them."""
