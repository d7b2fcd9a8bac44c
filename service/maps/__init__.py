"""Where the stock is at home, and when: places, clusters and views of a map; years of a line."""
