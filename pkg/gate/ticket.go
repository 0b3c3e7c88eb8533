package gate

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/url"
	"time"
)

// contentPrefix begins the addresses under which the gate gives out content of
// other places.
const contentPrefix = Prefix + "content/"

// ticketHolds is how long a client may go on with a download. Addresses that
// hubs sign hold about as long.
const ticketHolds = time.Hour

// ticket is the gate's address for the content at another one: sealed, so that
// nobody but the gate writes one, and good for any gate with the same secret.
func (a *addresses) ticket(to *url.URL) string {
	nonce := make([]byte, a.seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	plain := binary.BigEndian.AppendUint64(nil, uint64(a.now().Add(ticketHolds).Unix()))
	sealed := a.seal.Seal(nonce, nonce, append(plain, to.String()...), nil)
	return contentPrefix + base64.RawURLEncoding.EncodeToString(sealed)
}

// ticketed opens a ticket. ok is false for one that is forged or too old.
func (a *addresses) ticketed(s string) (to *url.URL, ok bool) {
	sealed, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(sealed) < a.seal.NonceSize() {
		return nil, false
	}
	plain, err := a.seal.Open(nil, sealed[:a.seal.NonceSize()], sealed[a.seal.NonceSize():], nil)
	if err != nil || len(plain) < 8 || int64(binary.BigEndian.Uint64(plain)) < a.now().Unix() {
		return nil, false
	}
	to, err = url.Parse(string(plain[8:]))
	return to, err == nil
}

// newSeal makes what seals tickets of the gate's secret.
func newSeal(secret []byte) (cipher.AEAD, error) {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("tickets"))
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
