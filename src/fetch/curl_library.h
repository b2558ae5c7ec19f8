// libcurl through function pointers, opened on first use; its headers give the types. The only door to it.
//
// Threads: curl() may be called from any thread.
#pragma once
#include <curl/curl.h>

#include "base/shared_library.h"

namespace dragoman::fetch {

struct Curl {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
  decltype(&::curl_url) url = nullptr;
  decltype(&::curl_url_cleanup) url_cleanup = nullptr;
  decltype(&::curl_url_set) url_set = nullptr;
  decltype(&::curl_url_get) url_get = nullptr;
  decltype(&::curl_free) free = nullptr;
  bool ready = false;            ///< transfers are possible
  bool reads_addresses = false;  ///< url_*: since libcurl 7.62

  Curl();
};
const Curl& curl();

}  // namespace dragoman::fetch
