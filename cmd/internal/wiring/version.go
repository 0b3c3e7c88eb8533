package wiring

import "runtime/debug"

// release is the version of the sources; a build of a tagged module says its
// own.
const release = "0.1.0"

// Version is that of the program.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return release
}
