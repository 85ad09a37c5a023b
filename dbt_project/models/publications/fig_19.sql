with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.studiegebied,
        listed.categorie,
        sum(case when mart.start_kwartaal = listed.categorie then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('outflow') }} as mart
    cross join {{ start_quarters() }} as listed (categorie)
    where mart.studiegebied in {{ three_study_areas() }}
    group by mart.schooljaar, mart.onderwijsvorm, mart.studiegebied, listed.categorie
)

{{ cells_of('fig_19', ['schooljaar', 'onderwijsvorm', 'studiegebied']) }}
