// Command golang verifies a published record with Go's own packages for transparency logs
// (golang.org/x/mod/sumdb) and transparency-dev/formats for witnesses. It shares nothing with
// Signboard but docs/format.md, writes nothing, and reads neither blobs nor pages.
//
//	golang [-seen FILE] [-witness KEY]... [-quorum N] SITE KEY
//
// KEY is the first verifier key of the log, had from elsewhere than the site. Each fault is one
// line; the exit code is 1 where there is any.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	seen := flag.String("seen", "", "a checkpoint of this log that was kept earlier")
	quorum := flag.Int("quorum", 0, "how many of the witnesses must have cosigned")
	var witnesses []string
	flag.Func("witness", "the verifier key of a witness", func(key string) error {
		witnesses = append(witnesses, key)
		return nil
	})
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	found, err := verify(site(flag.Arg(0)), flag.Arg(1), *seen, witnesses, *quorum)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(found)
}

// verify checks everything, in the order of docs/format.md, section 12.
func verify(s site, first, seen string, witnesses []string, quorum int) (string, error) {
	content, err := s.read("checkpoint")
	if err != nil {
		return "", err
	}
	size, err := sizeOf(content)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	entries, err := s.entries(size)
	if err != nil {
		return "", err
	}
	keys, err := keysOf(first, entries)
	if err != nil {
		return "", err
	}
	newest, err := keys.open(content)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	kept, err := s.checkpoints(keys, newest.N)
	if err != nil {
		return "", err
	}
	// It is laid there last, so that a publication that was cut short may lack it.
	if len(kept) == 0 || kept[len(kept)-1].N < newest.N {
		kept = append(kept, newest)
	}
	if kept[len(kept)-1] != newest {
		return "", fmt.Errorf("two roots for %d entries", newest.N)
	}
	faults := []error{
		checkEntries(s, newest, entries),
		checkHistory(s, kept, entries),
		checkProofs(s, keys, entries, kept),
	}
	if seen != "" {
		faults = append(faults, checkSeen(s, keys, newest, seen))
	}
	if len(witnesses) > 0 {
		faults = append(faults, checkWitnesses(keys, content, size, witnesses, quorum))
	}
	said := fmt.Sprintf("%d entries, %d checkpoints: all right", newest.N, len(kept))
	return said, errors.Join(faults...)
}

// checkEntries holds every entry against the tree of a checkpoint: its hash in the tiles, and the
// proof of inclusion that the tiles give.
func checkEntries(s site, tree tlog.Tree, entries [][]byte) error {
	if tree.N == 0 {
		return nil
	}
	reader := s.hashes(tree)
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return fmt.Errorf("tiles of %d entries: %w", tree.N, err)
	}
	if root != tree.Hash {
		return fmt.Errorf("tiles of %d entries: another root than the checkpoint's", tree.N)
	}
	for number, entry := range entries {
		if number%tileWidth == 0 {
			if err := reader.fetch(int64(number)); err != nil {
				return fmt.Errorf("tile over entry %d: %w", number, err)
			}
		}
		proof, err := tlog.ProveRecord(tree.N, int64(number), reader)
		if err != nil {
			return fmt.Errorf("entry %d: %w", number, err)
		}
		hash := tlog.RecordHash(entry)
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(number), hash); err != nil {
			return fmt.Errorf("entry %d: %w", number, err)
		}
	}
	return nil
}

// checkHistory rebuilds every kept checkpoint from the tiles of its time and proves that each
// grew from the one before.
func checkHistory(s site, kept []tlog.Tree, entries [][]byte) error {
	for i, tree := range kept {
		root, err := tlog.TreeHash(tree.N, s.hashes(tree))
		if err != nil {
			return fmt.Errorf("checkpoints/%d: %w", tree.N, err)
		}
		if root != tree.Hash {
			return fmt.Errorf("checkpoints/%d: its tiles have another root", tree.N)
		}
		if err := checkPartial(s, tree.N, entries); err != nil {
			return fmt.Errorf("checkpoints/%d: %w", tree.N, err)
		}
		if i > 0 {
			if err := checkGrown(s, kept[i-1], tree); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPartial holds the partial bundle of a kept checkpoint against the entries of today.
func checkPartial(s site, size int64, entries [][]byte) error {
	start := size - size%tileWidth
	if start == size {
		return nil
	}
	partial, err := s.bundle(start/tileWidth, size-start)
	if err != nil {
		return err
	}
	for i, entry := range partial {
		if !bytes.Equal(entry, entries[start+int64(i)]) {
			return fmt.Errorf("entry %d was another", start+int64(i))
		}
	}
	return nil
}

// checkGrown proves that the newer tree holds all of the older one.
func checkGrown(s site, older, newer tlog.Tree) error {
	if older.N > newer.N {
		return fmt.Errorf("rolled back: %d entries were seen, there are %d", older.N, newer.N)
	}
	if older.N == newer.N {
		if older.Hash != newer.Hash {
			return fmt.Errorf("two roots for %d entries", newer.N)
		}
		return nil
	}
	if older.N == 0 {
		return nil // everything grows from nothing
	}
	proof, err := tlog.ProveTree(newer.N, older.N, s.hashes(newer))
	if err != nil {
		return fmt.Errorf("from %d to %d entries: %w", older.N, newer.N, err)
	}
	if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("%d entries did not grow from %d: %w", newer.N, older.N, err)
	}
	return nil
}

// checkProofs reads each entry's proof file: it must lead to the first checkpoint that held it.
func checkProofs(s site, keys keys, entries [][]byte, kept []tlog.Tree) error {
	for number, entry := range entries {
		path := "proof/" + numbered(int64(number)) + ".tlog-proof"
		content, err := s.read(path)
		if err != nil {
			return err
		}
		index, proof, checkpoint, err := parseProof(content)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		tree, err := keys.open(checkpoint)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for len(kept) > 0 && kept[0].N <= int64(number) {
			kept = kept[1:]
		}
		if index != int64(number) || len(kept) == 0 || kept[0] != tree {
			return fmt.Errorf("%s: not of this entry in the first checkpoint over it", path)
		}
		err = tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// checkSeen holds the newest checkpoint against one that was seen before.
func checkSeen(s site, keys keys, newest tlog.Tree, path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	older, err := keys.open(content)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return checkGrown(s, older, newest)
}
