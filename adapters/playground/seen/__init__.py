"""What other platforms would get, drawn as it looks there: payloads in, HTML of our own out, no script."""
