package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// key is a verifier key and the number of entries from which on it signs.
type key struct {
	from     int64
	verifier note.Verifier
}

// keys are a log's, the first first.
type keys []key

// keysOf follows the rotations that the entries record. Each must be signed by both keys.
func keysOf(first string, entries [][]byte) (keys, error) {
	verifier, err := note.NewVerifier(first)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	found := keys{{0, verifier}}
	current := first
	for number, content := range entries {
		if !bytes.Contains(content, []byte(`"KeyRotated"`)) {
			continue
		}
		var entry struct {
			Fact struct {
				Kind, Before, After string
				ByBefore            []byte `json:"by_before"`
				ByAfter             []byte `json:"by_after"`
			}
		}
		if err := json.Unmarshal(content, &entry); err != nil {
			return nil, fmt.Errorf("entry %d: %w", number, err)
		}
		fact := entry.Fact
		if fact.Kind != "KeyRotated" {
			continue
		}
		text := fmt.Sprintf("signboard/key-rotated/v1\n%d\n%s\n%s\n", number, fact.Before, fact.After)
		if fact.Before != current || !signed(fact.Before, text, fact.ByBefore) ||
			!signed(fact.After, text, fact.ByAfter) {
			return nil, fmt.Errorf("entry %d: a rotation that both keys did not sign", number)
		}
		verifier, err := note.NewVerifier(fact.After)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", number, err)
		}
		found = append(found, key{int64(number) + 1, verifier})
		current = fact.After
	}
	return found, nil
}

// signed tells whether a verifier key signed a text.
func signed(verifier, text string, signature []byte) bool {
	parts := strings.SplitN(verifier, "+", 3)
	if len(parts) != 3 {
		return false
	}
	public, err := base64.StdEncoding.DecodeString(parts[2])
	return err == nil && len(public) == 1+ed25519.PublicKeySize && public[0] == 1 &&
		ed25519.Verify(public[1:], []byte(text), signature)
}

// at is the key in force after so many entries.
func (k keys) at(size int64) note.Verifier {
	verifier := k[0].verifier
	for _, key := range k {
		if key.from <= size {
			verifier = key.verifier
		}
	}
	return verifier
}

// open reads a checkpoint that is signed by the key of its time, under the log's own name.
func (k keys) open(content []byte) (tlog.Tree, error) {
	size, err := sizeOf(content)
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier := k.at(size)
	opened, err := note.Open(content, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// sizeOf reads the second line of a checkpoint, before it is known who signed it: which key must
// have signed depends on it.
func sizeOf(content []byte) (int64, error) {
	lines := strings.SplitN(string(content), "\n", 3)
	if len(lines) < 3 {
		return 0, errors.New("not a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return 0, errors.New("not a checkpoint")
	}
	return size, nil
}

// checkWitnesses counts which of the witnesses cosigned a checkpoint. transparency-dev/formats
// takes a witness's key as that of a note (type 1) and gives it the type of cosignatures itself.
func checkWitnesses(k keys, content []byte, size int64, witnesses []string, quorum int) error {
	verifiers := []note.Verifier{k.at(size)}
	for _, witness := range witnesses {
		parts := strings.SplitN(witness, "+", 3)
		if len(parts) != 3 {
			return fmt.Errorf("%q is not the key of a witness", witness)
		}
		public, err := base64.StdEncoding.DecodeString(parts[2])
		if err != nil || len(public) != 1+ed25519.PublicKeySize || public[0] != 4 {
			return fmt.Errorf("%q is not the key of a witness", witness)
		}
		public[0] = 1
		plain := parts[0] + "+" + parts[1] + "+" + base64.StdEncoding.EncodeToString(public)
		verifier, err := formats.NewVerifierForCosignatureV1(plain)
		if err != nil {
			return fmt.Errorf("witness: %w", err)
		}
		if fmt.Sprintf("%08x", verifier.KeyHash()) != parts[1] {
			return fmt.Errorf("%q has another key's ID", witness)
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open(content, note.VerifierList(verifiers...))
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if cosigned := len(opened.Sigs) - 1; cosigned < quorum {
		return fmt.Errorf("checkpoint: %d of %d witnesses cosigned, %d must", cosigned, len(witnesses), quorum)
	}
	return nil
}
