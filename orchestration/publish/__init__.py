"""Publishing: a release is built aside, verified, and swapped in whole."""
