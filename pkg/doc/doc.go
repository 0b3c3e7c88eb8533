// Package doc is a text with addresses: documents, the byte spans inside them,
// the evidence that quotes them and the problems met on the way. Everything
// that fineprint states points into a Document by path, SHA-256 and bytes.
package doc
