// Package huggingface reads repositories from the Hugging Face Hub and from
// servers that speak its protocol. Everything that a Snapshot holds was
// answered for one commit, or says that it was not.
package huggingface
