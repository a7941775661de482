"""Speed and memory, each figure beside a named peer of the same run."""
