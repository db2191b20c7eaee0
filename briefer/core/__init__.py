"""What a brief is and how it becomes a finished paper. Standard library only: no files, no SQL, no Qt."""
