// Package convert turns files of terms that are no plain text into text: web
// pages, office documents, rich text, and texts in other encodings than UTF-8.
// Its readers are bounded, whatever a file claims or unfolds to.
package convert
