// Package fetch gets the documents of a repository whose files are listed: the
// same for every hub that keeps models as repositories of files.
package fetch
