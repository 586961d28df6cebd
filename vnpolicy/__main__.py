"""`python -m vnpolicy`."""

from vnpolicy.cli.main import main

if __name__ == "__main__":
    main()
