with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.studiegebied,
        listed.categorie,
        sum(case when mart.eerste_tewerkstelling = listed.categorie then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('first_employment') }} as mart
    cross join {{ first_employments() }} as listed (categorie)
    where mart.studiegebied in {{ three_study_areas() }}
    group by mart.schooljaar, mart.onderwijsvorm, mart.studiegebied, listed.categorie
)

{{ cells_of('fig_26', ['schooljaar', 'onderwijsvorm', 'studiegebied']) }}
