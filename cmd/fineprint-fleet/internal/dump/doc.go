// Package dump reads bulk dumps of a hub: a row a repository, with its metadata
// and, where the dump has it, the text of its card. A dump is a file of Parquet or of JSON
// lines; both give the same rows. Nothing is asked of a hub.
package dump
