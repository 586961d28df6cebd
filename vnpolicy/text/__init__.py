"""Characters, sentences, words, dates."""
