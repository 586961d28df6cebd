"""Files become raw text, body and header."""
