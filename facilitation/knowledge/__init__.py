"""Questions to peers, their answers, and the takeaways kept from them."""
