// Marks laid over translations, case by case: source, translation, alignment, what must come out.
#include "markup/transfer.h"

#include <gtest/gtest.h>

#include "marked.h"

namespace dragoman::markup {
namespace {

struct Case {
  const char *source, *target, *pairs, *expected;
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.source; }

class Transfer : public ::testing::TestWithParam<Case> {};

TEST_P(Transfer, LaysMarksOver) {
  const auto& [source, target, pairs, expected] = GetParam();
  const document::SourceBlock block = marked(source);
  const document::Placement placement = transfer(block, aligned(block.text, target, pairs));
  EXPECT_TRUE(placement.changed);
  EXPECT_EQ(shown(block, placement.pieces), expected) << block.text;
}

INSTANTIATE_TEST_SUITE_P(
    Plain, Transfer,
    ::testing::Values(
        Case{"No marks at all", "Nada de marcas", "", "Nada de marcas"},
        Case{"The <a>white house</a> said no", "A casa branca disse não", "0-0 1-2 2-1 3-3 4-4",
             "A <a>casa branca</a> disse não"},
        // words of the link are parted by the translation: one link
        Case{"He <a>put it off</a> again", "Ele adiou isso de novo", "0-0 1-1 2-2 4-3 4-4",
             "Ele <a>adiou isso</a> de novo"},
        Case{"The <a>European Central Bank</a> met", "O Banco do Centro Europeu reuniu", "0-0 3-1 0-2 2-3 1-4 4-5",
             "O <a>Banco do Centro Europeu</a> reuniu"},
        // nested; siblings change places
        Case{"<a><b>big</b> dog</a> runs", "cão grande corre", "1-0 0-1 2-2", "<a>cão <b>grande</b></a> corre"},
        Case{"<i>red</i> <b>car</b> here", "carro vermelho aqui", "1-0 0-1 2-2", "<b>carro</b> <i>vermelho</i> aqui"},
        // a mark round all of it takes all of it
        Case{"<a><b>Port reopens after storm</b></a>", "Porto volta a abrir depois do temporal", "0-0 1-1",
             "<a><b>Porto volta a abrir depois do temporal</b></a>"},
        // locked parts that a sign joins, linked as one word
        Case{"Press {Ctrl}+{C}.", "Prima Ctrl+C.", "0-0 1-1 1-3", "Prima {Ctrl}+{C}."},
        Case{"Press {Ctrl}+{Up}+{C} now", "Prima Ctrl+Up+C agora", "0-0 1-1 6-6", "Prima {Ctrl}+{Up}+{C} agora"},
        Case{"<b>Note:</b> the port <a>closed</a>", "Nota: o porto fechou", "0-0 1-1 2-2 3-3 4-4",
             "<b>Nota:</b> o porto <a>fechou</a>"}));

// The engine says two words in one, and names the short one as its source: the other's mark goes there, not to a free article.
INSTANTIATE_TEST_SUITE_P(TwoWordsInOne, Transfer,
                         ::testing::Values(Case{"She has <a>denied</a> the charges", "Ela negou as acusações",
                                                "0-0 1-1 4-3", "Ela <a>negou</a> as acusações"},
                                           Case{"It will <a>sell</a> its shares", "Ela venderá suas ações",
                                                "0-0 1-1 3-2 4-3", "Ela <a>venderá</a> suas ações"},
                                           Case{"he would <i>resign</i> on Monday", "ele renunciaria na segunda",
                                                "0-0 1-1 3-2 4-3", "ele <i>renunciaria</i> na segunda"},
                                           // of two words for "product" one is the link's
                                           Case{"It is the <a>flagship</a> product", "É o principal produto",
                                                "0-0 2-1 4-2 4-3", "É o <a>principal</a> produto"},
                                           Case{"She did <em>not</em> say that", "Ela não disse isso",
                                                "0-0 1-1 3-2 4-3", "Ela <em>não</em> disse isso"}));

INSTANTIATE_TEST_SUITE_P(
    PartsOfWords, Transfer,
    ::testing::Values(
        Case{"the 5<s>th</s> time", "a 5a vez", "0-0 1-1 2-2", "a 5<s>a</s> vez"},
        Case{"the 5<s>th</s> time", "a 5.ª vez", "0-0 1-1 2-2", "a 5<s>.ª</s> vez"},
        Case{"the 1<s>st</s> man", "o primeiro homem", "0-0 1-1 2-2", "o primeiro<s>\u2060</s> homem"},
        Case{"the 21<s>st</s> century", "o século 21", "0-0 1-2 2-1", "o século 21<s>\u2060</s>"},
        Case{"on July 4<s>th</s>, too", "no dia 4 de julho, também", "0-0 1-4 2-1 2-2 3-5 4-6",
             "no dia 4<s>\u2060</s> de julho, também"},
        Case{"at 11<s>AM</s> today", "às 11 da manhã hoje", "0-0 1-1 1-2 1-3 2-4", "às 11 <s>da manhã</s> hoje"},
        Case{"see <t>8</t><s>Comments. Click here</s>", "veja 8Os comentários. Clique aqui", "0-0 1-1 1-2 2-3 3-4 4-5",
             "veja <t>8</t><s>Os comentários. Clique aqui</s>"},
        Case{"a 10<s>km</s> run", "uma corrida de 10 km", "0-0 1-3 1-4 2-1 2-2", "uma corrida de 10 <s>km</s>"},
        Case{"so x<s>n</s> grows", "pois xn cresce", "0-0 1-1 2-2", "pois x<s>n</s> cresce"},
        Case{"<b>The end -</b> we left", "O fim - saímos", "0-0 1-1 2-2 4-3", "<b>O fim -</b> saímos"}));

INSTANTIATE_TEST_SUITE_P(
    Signs, Transfer,
    ::testing::Values(Case{"See (<a>the link</a>), please", "Veja (a ligação), por favor", "0-0 2-2 3-3 6-6 6-7",
                           "Veja (<a>a ligação</a>), por favor"},
                      Case{"See <a>“the link”</a>, please", "Veja “a ligação”, por favor", "0-0 2-2 3-3 6-6 6-7",
                           "Veja <a>“a ligação”</a>, por favor"},
                      Case{"He said “<a>no way</a>.”", "Disse: “De jeito nenhum.”", "0-0 1-0 3-3 3-4 4-5 5-6 6-7",
                           "Disse: “<a>De jeito nenhum</a>.”"},
                      Case{"<b>Really?</b> Yes", "¿De verdad? Sí", "0-1 0-2 2-4", "<b>¿De verdad?</b> Sí"},
                      Case{"<b>Hello!</b> Bye", "Bonjour ! Salut", "0-0 1-1 2-2", "<b>Bonjour !</b> Salut"},
                      Case{"He read <i>The End.</i> Twice", "Leu O Fim. Duas vezes", "1-0 2-1 3-2 4-3 5-4",
                           "Leu <i>O Fim.</i> Duas vezes"}));

INSTANTIATE_TEST_SUITE_P(
    Points, Transfer,
    ::testing::Values(Case{"One line<br/> two lines", "Uma linha duas linhas", "0-0 1-1 2-2 3-3",
                           "Uma linha<br/> duas linhas"},
                      Case{"The <img/> red car", "O carro vermelho", "0-0 1-2 2-1", "O <img/> carro vermelho"},
                      Case{"<i/>Search the archive", "Pesquisar o arquivo", "0-0 1-1 2-2", "<i/>Pesquisar o arquivo"},
                      Case{"The end<img/>", "O fim", "0-0 1-1", "O fim<img/>"},
                      Case{"One.<br/><br/> Two", "Um. Dois", "0-0 1-1 2-2", "Um.<br/><br/> Dois"},
                      Case{"an <x/>icon here", "aqui um ícone", "0-1 1-2 2-0", "aqui um <x/>ícone"},
                      Case{"go <a><img/></a> home", "vai para casa", "0-0 1-1 1-2", "vai <a><img/></a> para casa"},
                      Case{"<a>one</a><!/> <b>two</b>", "um dois", "0-0 1-1", "<a>um</a><!/> <b>dois</b>"}));

// A note mark stays on its word or stop where the order of words turns.
INSTANTIATE_TEST_SUITE_P(NoteMarks, Transfer,
                         ::testing::Values(Case{"a blue bus.<n/> Nobody was hurt.", "um ônibus azul. Ninguém se feriu.",
                                                "0-0 1-2 2-1 3-3 4-4 5-5 6-6 7-7",
                                                "um ônibus azul.<n/> Ninguém se feriu."},
                                           Case{"a red bus,<n/> and a car", "um ônibus azul, e um carro",
                                                "0-0 2-1 3-3 4-4 5-5 6-6", "um ônibus azul,<n/> e um carro"},
                                           Case{"a red bus.<n/><m/> Nobody", "um rouge bus. Ninguém",
                                                "0-0 1-2 2-1 3-3 4-4", "um rouge bus.<n/><m/> Ninguém"},
                                           Case{"a blue bus<n/> came", "um ônibus azul veio", "0-0 1-2 2-1 3-3",
                                                "um ônibus azul<n/> veio"}));

INSTANTIATE_TEST_SUITE_P(
    Words, Transfer,
    ::testing::Values(
        Case{"<b>W</b>ord one", "Palavra uma", "0-0 1-1", "<b>P</b>alavra uma"},
        Case{"By Ann <a>Follow @ann_b</a>", "Por Ann @ann_b", "0-0 1-1 3-2", "Por Ann <a>@ann_b</a>"},
        Case{"By Ann <a><i>@</i>annb</a> now", "@annb por Ann agora", "0-1 1-2 2-0 3-3",
             "<a><i>@</i>annb</a> por Ann agora"},
        Case{"by 1,<i>250</i> men", "por 1.250 homens", "0-0 1-1 2-2", "por 1.<i>250</i> homens"},
        Case{"from <i>12</i><b>.99</b> now", "agora de 12,99", "0-1 1-2 2-0", "agora de <i>12</i><b>,99</b>"},
        Case{"an under<u>line</u>d word", "uma palavra sublinhada", "0-0 2-1 1-2", "uma palavra <u>sublinhada</u>"},
        Case{"<d>T</d>he port", "O porto", "0-0 1-1", "<d>O</d> porto"},
        Case{"<d>“T</d>he port", "“O porto", "1-1 2-2", "<d>“O</d> porto"},
        Case{"“<d>T</d>he port", "“O porto", "1-1 2-2", "“<d>O</d> porto"},
        Case{"<d>P</d>ort <a>authority</a>", "Autoridade portuária", "0-1 1-0", "<d>A</d><a>utoridade</a> portuária"},
        Case{"<s>H</s><t>i</t> there", "Oi aí", "0-0 1-1", "<s>O</s><t>i</t> aí"},
        Case{"<b>N</b>orth <b>A</b>tlantic", "Atlântico Norte", "0-1 1-0", "<b>A</b>tlântico <b>N</b>orte"},
        // Where another span has the first letter, the initial stays with its word.
        Case{"<d>W</d>orld <u>L</u>eaders met", "Líderes mundiais se reuniram", "0-1 1-0 2-2 2-3",
             "<u>L</u>íderes <d>m</d>undiais se reuniram"},
        Case{"<d>H</d><s>i</s><t>g</t><u>h</u> winds", "Ventos altos", "0-1 1-0",
             "Ventos <d>a</d><s>l</s><t>t</t><u>os</u>"},
        Case{"we saw <r>r</r><s>e</s><t>d</t> ships", "vimos navios vermelhos", "0-0 1-0 2-2 3-1",
             "vimos navios <r>ver</r><s>mel</s><t>hos</t>"},
        Case{"<o><d>H</d><s>i</s><t>g</t>h</o> winds", "Ventos altos", "0-1 1-0",
             "Ventos <o><d>a</d><s>lt</s><t>os</t></o>"},
        Case{"the <h>H</h>ealth plan", "o plano da saúde", "0-0 1-2 1-3 2-1", "o plano da <h>s</h>aúde"},
        Case{"a French-<a>led</a> talk", "uma conversa franco-liderada", "0-0 1-2 3-4 4-1",
             "uma conversa franco-<a>liderada</a>"}));

INSTANTIATE_TEST_SUITE_P(
    Verbatim, Transfer,
    ::testing::Values(Case{"the port<sup><a>[3]</a></sup> closed", "fechou o porto[3]", "0-1 1-2 2-3 3-4 4-5 5-0",
                           "fechou o porto<sup><a>[3]</a></sup>"},
                      Case{"word<sup>1</sup> here", "aqui palavra1", "0-1 1-0", "aqui palavra<sup>1</sup>"},
                      Case{"use {ls -l} now", "agora use ls -l", "0-1 4-0", "agora use {ls -l}"},
                      Case{"<a>use {ls}</a> now", "agora use ls", "0-1 1-2 2-0", "agora <a>use {ls}</a>"},
                      Case{"read {x} well", "leia bem", "0-0 2-1", "leia {x} bem"},
                      Case{"It rose to <b>2,500</b> again", "Subiu a 2.500 de novo", "1-0 2-1 3-2 4-3 4-4",
                           "Subiu a <b>2.500</b> de novo"}));

// A name that stands in the translation as it is, once, is all of its element, whatever looks at the words beside it.
INSTANTIATE_TEST_SUITE_P(Names, Transfer,
                         ::testing::Values(Case{"made by <a>Rose White</a> here", "feito de Rose White aqui",
                                                "0-0 2-1 2-2 3-3 4-4", "feito de <a>Rose White</a> aqui"},
                                           Case{"<r>\u6F22</r> is a sign", "\u6F22 é um sinal", "0-0 0-1 2-2 3-3",
                                                "<r>\u6F22</r> é um sinal"},
                                           // a word alone may be another
                                           Case{"he said <a>no</a> here", "ele disse não no porto", "0-0 1-1 2-2 3-4",
                                                "ele disse <a>não</a> no porto"}));

INSTANTIATE_TEST_SUITE_P(
    TooFew, Transfer,
    ::testing::Values(Case{"<a>one</a> <b>two</b> <c>three</c>", "um dois", "0-0 1-1", "<a>um</a> <b>d</b><c>ois</c>"},
                      Case{"<a><b>one</b> <c>two</c></a> <d>x</d>", "abc", "", "<a><b>a</b><c>b</c></a><d>c</d>"}));

TEST(TransferLimits, WhatCannotBePlacedStaysAsItIs) {
  const document::SourceBlock block = marked("<a>one</a> <b>two</b> <c>three</c>");
  EXPECT_FALSE(transfer(block, {"um", {}}).changed);
}

TEST(TransferLimits, SourceOrderForTheSameText) {
  for (const char* text :
       {"<a>one <b>two</b></a><br/> <i></i>three{x} <u> </u>four<w/>five", "<a></a>", "", "<b> x </b>"}) {
    const document::SourceBlock block = marked(text);
    EXPECT_EQ(shown(block, transfer(block, itself(block.text)).pieces), text);
  }
}

}  // namespace
}  // namespace dragoman::markup
