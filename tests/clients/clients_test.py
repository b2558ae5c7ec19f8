#!/usr/bin/env python3
"""Real clients against a running server, as they come from their registries: python clients_test.py ADDRESS FOLDER.

Each check is a function; what it asserts is what the client's users rely on. Prints a line for each failure and `counts:`.
"""
import asyncio
import os
import sys
import traceback
from pathlib import Path

os.environ["no_proxy"] = "*"

import deepl  # noqa: E402
import libretranslate_aio  # noqa: E402
from deep_translator import LibreTranslator  # noqa: E402
from deepl.api_data import MultilingualGlossaryDictionaryEntries  # noqa: E402
from libretranslatepy import LibreTranslateAPI  # noqa: E402

ADDRESS, FOLDER = sys.argv[1], Path(sys.argv[2])
ENGLISH, PORTUGUESE = "The port reopened.", "O porto reabriu."


def libretranslatepy_works():
    client = LibreTranslateAPI(ADDRESS + "/")
    assert client.translate(ENGLISH, "en", "pt") == PORTUGUESE
    assert client.detect("O ministro disse que não voltaria.")[0]["language"] == "pt"
    assert [one["code"] for one in client.languages()] == ["en", "pt", "pt-BR", "pt-PT"]


def libretranslate_aio_works():
    with libretranslate_aio.LibreTranslate(ADDRESS) as client:
        done = client.translate(ENGLISH, "auto", "pt", alternatives=2)
        assert done.translated_text == PORTUGUESE, done
        assert done.detected_language.language == "en", done
        assert 1 <= len(done.alternatives) <= 2, done
        assert "pt" in [one.code for one in client.languages()]
        assert client.frontend_settings().char_limit == -1
        note = FOLDER / "note.txt"
        note.write_text(ENGLISH + "\n")
        url = client.translate_file(note, "en", "pt").translated_file_url
        assert url.startswith(ADDRESS), url
        try:
            client.translate(ENGLISH, "en", "zz")
            raise AssertionError("zz was accepted")
        except libretranslate_aio.BadRequestError as error:
            assert "zz is not supported" in str(error), error


def libretranslate_aio_works_asynchronously():
    async def many():
        async with libretranslate_aio.AsyncLibreTranslate(ADDRESS) as client:
            return await asyncio.gather(*(client.translate(f"He has {n} cats.", "en", "pt") for n in range(100, 140)))
    for number, done in enumerate(asyncio.run(many()), 100):
        assert str(number) in done.translated_text, done


def deep_translator_works():
    client = LibreTranslator(source="en", target="pt", custom_url=ADDRESS + "/", api_key="any")
    assert client.translate(ENGLISH) == PORTUGUESE
    assert client.translate_batch([ENGLISH, "He left."]) == [PORTUGUESE, "Ele saiu."]


def deepl_client():
    return deepl.DeepLClient("any:fx", server_url=ADDRESS)


def deepl_translates_texts():
    client = deepl_client()
    done = client.translate_text(ENGLISH, target_lang="PT-BR")
    assert (done.text, done.detected_source_lang, done.billed_characters) == (PORTUGUESE, "EN", len(ENGLISH)), done
    texts = client.translate_text([ENGLISH, "O ministro disse que não."], target_lang="EN-GB")
    assert [one.detected_source_lang for one in texts] == ["EN", "PT"], texts
    held = client.translate_text('The file <x id="1"></x> was saved.', target_lang="PT-PT", tag_handling="xml", ignore_tags=["x"])
    assert '<x id="1"></x>' in held.text, held
    page = client.translate_text("<p>The <b>port</b> reopened.</p>", target_lang="PT-BR", tag_handling="html")
    assert page.text == "<p>O <b>porto</b> reabriu.</p>", page
    try:
        client.translate_text(ENGLISH, target_lang="EN-US", formality="less")
        raise AssertionError("formality for English was accepted")
    except deepl.DeepLException as error:
        assert "formality" in str(error), error


def deepl_tells_languages_and_usage():
    client = deepl_client()
    assert [one.code for one in client.get_source_languages()] == ["EN", "PT"]
    targets = {one.code: one.supports_formality for one in client.get_target_languages()}
    assert targets == {"EN-GB": False, "EN-US": False, "PT-BR": True, "PT-PT": True}, targets
    assert client.get_usage().character.valid and not client.get_usage().any_limit_reached


def deepl_keeps_glossaries():
    client = deepl_client()
    made = client.create_glossary("Ports", "EN", "PT", {"port": "cais", "Blue Water": "Água Azul"})
    assert made.entry_count == 2 and client.get_glossary_entries(made) == {"port": "cais", "Blue Water": "Água Azul"}
    done = client.translate_text(ENGLISH, source_lang="EN", target_lang="PT-BR", glossary=made)
    assert "cais" in done.text, done
    assert made.glossary_id in [one.glossary_id for one in client.list_glossaries()]
    client.delete_glossary(made)
    try:
        client.get_glossary(made.glossary_id)
        raise AssertionError("a removed glossary was found")
    except deepl.GlossaryNotFoundException:
        pass
    large = {f"Source {n}": f"Target {n}" for n in range(10000)}
    both = client.create_multilingual_glossary("Both", [MultilingualGlossaryDictionaryEntries("EN", "PT", large)])
    client.update_multilingual_glossary_dictionary(both, MultilingualGlossaryDictionaryEntries("PT", "EN", {"cais": "port"}))
    assert [one.entry_count for one in client.get_multilingual_glossary(both.glossary_id).dictionaries] == [10000, 1]
    client.delete_multilingual_glossary(both)


def deepl_translates_documents():
    client = deepl_client()
    source, result = FOLDER / "document.txt", FOLDER / "document.pt.txt"
    source.write_text("The port reopened.\n\nHe left.\n")
    client.translate_document_from_filepath(source, result, target_lang="PT-BR")
    assert result.read_text() == "O porto reabriu.\n\nEle saiu.\n", result.read_text()
    try:
        client.translate_document_upload("%PDF", target_lang="PT-BR", filename="a.pdf")
        raise AssertionError("a PDF was accepted")
    except deepl.DeepLException as error:
        assert "Invalid file" in str(error), error


CHECKS = [libretranslatepy_works, libretranslate_aio_works, libretranslate_aio_works_asynchronously, deep_translator_works,
          deepl_translates_texts, deepl_tells_languages_and_usage, deepl_keeps_glossaries, deepl_translates_documents]


def main():
    failed = 0
    for check in CHECKS:
        try:
            check()
        except Exception:  # noqa: BLE001
            failed += 1
            print(f"FAILED: clients: {check.__name__}\n{traceback.format_exc()}")
    print(f"counts: {len(CHECKS) - failed} {failed} 0")


main()
