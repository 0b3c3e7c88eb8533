// Package hub says what a model hub answered about one repository at one
// commit: a Snapshot. Clients in its sub-packages make snapshots from the
// network, from folders and from recorded answers; nothing here does I/O.
package hub
