"""From bytes to facts. Every function here is total: any bytes in, no exception out."""
