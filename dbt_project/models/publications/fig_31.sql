with counted as (
    select
        mart.schooljaar,
        mart.kwartaal,
        listed.categorie,
        sum(case when mart.werkgevers = listed.categorie then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('employment_characteristics') }} as mart
    cross join {{ numbers_of_employers() }} as listed (categorie)
    group by mart.schooljaar, mart.kwartaal, listed.categorie
)

{{ cells_of('fig_31', ['schooljaar', 'kwartaal']) }}
