"""Page -> claims: `table` has the rules in the order they are asked, and each family has a module of its own."""
