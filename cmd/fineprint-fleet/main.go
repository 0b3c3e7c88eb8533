// Command fineprint-fleet audits whole hubs: a queue of audits in a database,
// worked by one machine or by many.
package main

import "os"

func main() { os.Exit(process()) }
