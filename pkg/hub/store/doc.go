// Package store keeps snapshots on disk: as a cache of what hubs answered, and
// as folders of evidence that can be read again without a network. Names on
// disk are digests; a file name that a hub gave never becomes one.
package store
