// Package words embeds the word lists that the lowest packages read with: each
// is a YAML file with its proofs, and the index that the package which reads it
// compiled from it. Beside them stand the sentences of reports. It imports
// nothing, so that every package may have it.
package words
