with counted as (
    select
        schooljaar,
        categorie,
        aantal,
        noemer
    from {{ ref('fig_10') }}
    where categorie = 'geen'
)

{{ cells_of('txt_001', ['schooljaar']) }}
