"""Works as the public may see them: released from entries by one gate, with what they won and how they are ordered."""
