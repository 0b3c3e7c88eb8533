// Package localdir reads repositories that are already on this machine: a
// plain model folder, the download cache of the Hugging Face tools, and
// snapshots that fineprint itself has written.
//
// A download cache is rarely complete. What is not in it was not downloaded,
// which says nothing about what the repository has.
package localdir
