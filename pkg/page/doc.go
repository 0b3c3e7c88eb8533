// Package page answers with web pages that show themselves and do nothing else:
// no script, nothing from elsewhere, no cache, no frame. The gate's page and the
// fleet's are made with it.
package page
