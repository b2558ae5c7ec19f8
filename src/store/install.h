// Installs one offered model into a store folder: fetch, check, unpack, check, rename.
//
// Threads: may run in several threads and processes at once; a lock file per model name makes them take turns.
#pragma once
#include <filesystem>
#include <string>
#include "dragoman/store.h"
#include "store/index.h"

namespace dragoman::store {

/// The offer that serves the pair best: languages that fit exactly first, then what its publisher released, then base,
/// base-memory, tiny, then the newest version. Errors: kNotFound (with what there is for these languages), kBadIndex
/// (the only entry is unusable).
Result<Offer> choose_offer(const std::vector<Offer>& offers, const Language& source, const Language& target,
                           const std::string& architecture);

/// "en-zh-Hant-base-memory"
std::string install_name(const Offer& offer);

/// Installs into `folder`/install_name; `index` is recorded. A sound model of that name stays as it is unless
/// options.replace. Errors: kNotFound, kNetwork, kChecksum, kTooLong, kIo, kCancelled.
Result<InstalledModel> install(const Offer& offer, const std::filesystem::path& folder, const std::string& index,
                               const AddOptions& options);

}  // namespace dragoman::store
