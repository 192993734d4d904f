"""The pipeline of a build: examine the content, do what the cache lacks in a pool of workers, publish the site."""
