with counted as (
    select
        mart.schooljaar,
        listed.categorie,
        sum(case when mart.start_kwartaal = listed.categorie then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('outflow') }} as mart
    cross join {{ start_quarters() }} as listed (categorie)
    group by mart.schooljaar, listed.categorie
)

{{ cells_of('fig_17', ['schooljaar']) }}
