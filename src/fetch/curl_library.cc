#include "fetch/curl_library.h"

namespace dragoman::fetch {

Curl::Curl() {
  base::SharedLibrary library{"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
  ready = library.find(global_init, "curl_global_init") && library.find(easy_init, "curl_easy_init") &&
          library.find(easy_cleanup, "curl_easy_cleanup") && library.find(easy_setopt, "curl_easy_setopt") &&
          library.find(easy_perform, "curl_easy_perform") && library.find(easy_getinfo, "curl_easy_getinfo") &&
          library.find(easy_strerror, "curl_easy_strerror") && library.find(slist_append, "curl_slist_append") &&
          library.find(slist_free_all, "curl_slist_free_all") && global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  reads_addresses = ready && library.find(url, "curl_url") && library.find(url_cleanup, "curl_url_cleanup") &&
                    library.find(url_set, "curl_url_set") && library.find(url_get, "curl_url_get") &&
                    library.find(free, "curl_free");
}

const Curl& curl() {
  static const Curl kCurl;
  return kCurl;
}

}  // namespace dragoman::fetch
