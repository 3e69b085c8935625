"""What scripts/train is made of; nothing here is needed to make a book."""
