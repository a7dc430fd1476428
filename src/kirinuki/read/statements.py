def find_statements(plain, sentences, morphemes, entities, times):
    return (), ()
