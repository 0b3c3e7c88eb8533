// Package oci reads models from registries of containers: Ollama's, and any that
// keeps artifacts as the OCI distribution specification has it. Licences are
// read, weights are listed with size and digest and never fetched.
package oci
